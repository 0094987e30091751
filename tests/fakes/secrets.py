"""Messages with personal data that were made up: their check digits are right, and nobody has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from random import Random

from stdnum import iban, luhn

LANGUAGES = ("en", "de", "nb", "lt", "bn", "es", "fr")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A message, and every secret in it as it stands there, with its kind."""

    language: str
    text: str
    sender: str
    secrets: tuple[tuple[str, str], ...]


_NAMES = {
    "en": ("Harriet Oakley", "Declan Murtagh", "Priya Raghavan", "Tobias Whitcombe"),
    "de": ("Liselotte Ehrenfels", "Jürgen Kowalczyk", "Aylin Yıldırım", "Friedhelm Straßner"),
    "nb": ("Ragnhild Tveitan", "Øyvind Skjærstad", "Sindre Aasheim", "Kjersti Brekkhus"),
    "lt": ("Gintaras Vaitkevičius", "Rūta Žemaitienė", "Mindaugas Kazlauskas", "Eglė Petrauskaitė"),
    "bn": ("শফিকুল ইসলাম", "নাসরিন সুলতানা", "তানভীর হাসান", "রুমানা আক্তার"),
    "es": ("Lucía Echevarría", "Íñigo Zubizarreta", "Montserrat Quiroga", "Joaquín Bermúdez"),
    "fr": ("Élodie Charbonnier", "Gaëtan Lefèvre", "Maëlle Kerouanton", "Théophile Vasseur"),
}
_PHONES = {
    "en": ("020 7946 0{}", "+44 161 496 0{}", "07911 123{}"),
    "de": ("0151 2345 6{}", "+49 30 9018 2{}", "040/42833{}"),
    "nb": ("+47 922 34 {0[0]}{0[1]}{0[2]}", "97 65 4{0[0]} {0[1]}{0[2]}", "22 46 9{0[0]} {0[1]}{0[2]}"),
    "lt": ("+370 612 34{}", "8 612 43{}", "8 5 266 1{}"),
    "bn": ("01712-345{}", "+880 1812 456{}", "০১৯১১-৩৪৫{}"),
    "es": ("612 345 {}", "+34 655 432 {}", "91 123 4{}"),
    "fr": ("06 12 34 5{0[0]} {0[1]}{0[2]}", "+33 6 98 76 5{0[0]} {0[1]}{0[2]}", "01.42.68.5{0[0]}.{0[1]}{0[2]}"),
}
_PERSONS = {
    "en": ("gb.nhs", "##########"),
    "de": ("de.idnr", "###########"),
    "nb": ("no.fodselsnummer", "######%#####"),
    "lt": ("lt.asmens", "###########"),
    "es": ("es.dni", "########A"),
}
_LETTERS = {
    "en": (
        "Hello,\nmy name is {name} and order {order} never came. I paid EUR 89.90 on 12.03.2025 with card {card}; pay it back to {iban}. "
        "My NHS number is {person}. Call me on {phone} or write to {mail}. I waited four days, {first} waited!\n\nKind regards\n{name}",
        "This is the third time. Invoice no. {invoice}, customer number {customer}, booking reference {booking}. Your "
        "driver left the parcel "
        "({tracking}) in the rain at 14:30. My mobile: {phone}, mail {mail}. Account {iban}.\nThanks,\n{first}",
    ),
    "de": (
        "Guten Tag,\nmein Name ist {name}. Meine Bestellung {order} kam nie an. Bezahlt habe ich 89,90 Euro am "
        "12.03.2025 mit der Karte {card}, "
        "bitte zurück auf {iban}. Meine Steuer-ID: {person}. Telefon {phone}, Mail {mail}.\n\nMit freundlichen Grüßen\n{name}",
        "Schon wieder. Rechnungsnummer {invoice}, Kundennummer {customer}, Buchungsnummer {booking}. Das Paket mit der "
        "Sendungsnummer {tracking} "
        "stand um 14:30 im Regen. Rufen Sie mich an: {phone}, oder {mail}. Konto {iban}.\nViele Grüße\n{first}",
    ),
    "nb": (
        "Hei,\njeg heter {name}, og bestilling {order} kom aldri. Jeg betalte 899 kr den 12.03.2025 med kort {card}, "
        "betal tilbake til {iban}. "
        "Fødselsnummer {person}. Ring meg på {phone} eller skriv til {mail}.\n\nVennlig hilsen\n{name}",
        "Tredje gang nå. Fakturanummer {invoice}, kundenummer {customer}, bookingnummer {booking}. Pakken ({tracking}) "
        "sto ute i regnet kl. 14:30. "
        "Mobil {phone}, e-post {mail}. Konto {iban}.\nMvh\n{first}",
    ),
    "lt": (
        "Laba diena,\nmano vardas {name}. Užsakymas {order} taip ir neatvyko. Sumokėjau 89,90 Eur 2025-03-12 kortele "
        "{card}, grąžinkite į {iban}. "
        "Asmens kodas {person}. Tel. {phone}, el. paštas {mail}.\n\nPagarbiai\n{name}",
        "Jau trečias kartas. Sąskaitos Nr. {invoice}, kliento numeris {customer}, rezervacijos kodas {booking}. Siunta "
        "{tracking} 14:30 stovėjo "
        "lietuje. Skambinkite {phone} arba rašykite {mail}. Sąskaita {iban}.\nAčiū,\n{first}",
    ),
    "bn": (
        "আমার নাম {name}। আমার অর্ডার নম্বর {order}, এখনো আসেনি। ১২.০৩.২০২৫ তারিখে ৮৯০ টাকা কার্ড {card} দিয়ে দিয়েছি, "
        "ফেরত দিন {iban} হিসাবে। "
        "এনআইডি {person}। ফোন {phone}, ইমেইল {mail}।\n\nধন্যবাদান্তে,\n{name}",
        "এই নিয়ে তিনবার। ইনভয়েস নং {invoice}, গ্রাহক নম্বর {customer}, বুকিং কোড {booking}। পার্সেল {tracking} বৃষ্টিতে পড়ে ছিল। "
        "মোবাইল {phone}, মেইল {mail}। হিসাব নম্বর {iban}।\nইতি,\n{first}",
    ),
    "es": (
        "Hola:\nme llamo {name} y mi pedido {order} nunca llegó. Pagué 89,90 € el 12/03/2025 con la tarjeta {card}; devuélvanlo a {iban}. "
        "DNI {person}. Teléfono {phone}, correo {mail}.\n\nAtentamente,\n{name}",
        "Es la tercera vez. Factura nº {invoice}, número de cliente {customer}, localizador {booking}. El paquete "
        "{tracking} se quedó bajo la "
        "lluvia a las 14:30. Móvil {phone}, {mail}. Cuenta {iban}.\nGracias,\n{first}",
    ),
    "fr": (
        "Bonjour,\nje m'appelle {name} et ma commande {order} n'est jamais arrivée. J'ai payé 89,90 € le 12/03/2025 "
        "avec la carte {card}, remboursez "
        "sur {iban}. Numéro de sécurité sociale {person}. Tél. {phone}, mail {mail}.\n\nCordialement,\n{name}",
        "C'est la troisième fois. Facture n° {invoice}, numéro client {customer}, réservation {booking}. Le colis "
        "{tracking} est resté sous la "
        "pluie à 14:30. Mobile {phone}, {mail}. Compte {iban}.\nMerci,\n{first}",
    ),
}


def seeded(language: str, *, seed: int = 7, rounds: int = 4) -> Iterator[Seeded]:
    """`rounds` times every letter of a language, each with secrets of its own."""
    random = Random(f"{language}{seed}")  # noqa: S311 - nothing to keep secret
    for turn in range(rounds):
        for letter in _LETTERS[language]:
            values = _values(language, random, turn)
            used = {kind: value for kind, value in values.items() if f"{{{kind}}}" in letter}
            secrets = [(kind, value) for kind, value in used.items() if kind not in {"name", "first"}]
            secrets += [("name", word) for word in (values["name"] if "name" in used else values["first"]).split()]
            yield Seeded(language, letter.format(**values), values["name"], tuple(secrets))


def _values(language: str, random: Random, turn: int) -> Mapping[str, str]:
    name = _NAMES[language][turn % 4]
    return {
        "name": name,
        "first": name.split()[0],
        "mail": random.choice(("{0}.{1}@mail.example", "{0}{1}@post.example.org", "{0}+{1}@example.co.uk")).format(
            random.choice(("sunny", "moose", "kestrel")), random.randint(10, 99)
        ),
        "phone": random.choice(_PHONES[language]).format(_digits(random, "###")),
        "card": _grouped(_checked(random, "4###############"[:-1], luhn.calc_check_digit), random.choice((" ", "-", ""))),
        "iban": _iban(random),
        "person": _person(language, random),
        "order": random.choice((_digits(random, "#####"), f"{random.choice('ABKN')}{random.choice('RXZ')}-{_digits(random, '####')}")),
        "invoice": f"{_digits(random, '#####')}",
        "customer": f"K{_digits(random, '####')}",
        "booking": f"{random.choice('QXZ')}{_digits(random, '#')}{random.choice('KLM')}{_digits(random, '##')}{random.choice('RTV')}",
        "tracking": random.choice((f"1Z999AA1{_digits(random, '########')}", _digits(random, "00340434" + "#" * 12))),
    }


def _digits(random: Random, shape: str) -> str:
    return "".join(str(random.randint(1, 9)) if char == "#" else " " if char == "%" else char for char in shape)


def _checked(random: Random, shape: str, check: Callable[[str], str]) -> str:
    number = _digits(random, shape)
    return number + check(number)


def _grouped(number: str, sign: str) -> str:
    return sign.join(number[at : at + 4] for at in range(0, len(number), 4))


def _iban(random: Random) -> str:
    country, length = random.choice((("DE", 18), ("LT", 16)))
    body = _digits(random, "#" * length)
    number = f"{country}{iban.calc_check_digits(f'{country}00{body}')}{body}"
    return _grouped(number, random.choice((" ", "")))


def _person(language: str, random: Random) -> str:
    if language == "bn":
        return _digits(random, random.choice(("#" * 10, "#" * 13, "#" * 17)))
    if language == "fr":
        number = f"{random.randint(1, 2)}{random.randint(50, 99)}{random.randint(1, 12):02}75{_digits(random, '######')}"
        return f"{number}{97 - int(number) % 97:02}"
    module, shape = _PERSONS[language]
    check = import_module(f"stdnum.{module}")
    while True:
        number = "".join(str(random.randint(0, 9)) if char == "#" else " " if char == "%" else char for char in shape)
        number = number.replace("A", random.choice("TRWAGMYFPDXBNJZSQVHLCKE"))
        if check.is_valid(number):
            return number
