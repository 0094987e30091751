"""The word lists: what they name outright, what they must leave alone, and what is refused at start-up."""

import json
import tomllib
from importlib.resources import files

import pytest

from bot.domain.facts import KINDS, SIGNALS
from bot.prompting.files import BadWording
from bot.prompting.wordlists import _pattern, word_lists

LANGUAGES = ("en", "de", "nb", "lt", "bn", "es", "fr")

NAMED = {
    "en": {
        "legal": [
            "See you in court.",
            "If this is not paid by Friday I will take you to the small claims court.",
            "My solicitor will be in touch",
        ],
        "press": ["I’m going to the press with this.", "I have already contacted a journalist."],
        "regulator": ["I have reported you to Ofcom.", "My complaint is already with the Financial Ombudsman."],
        "chargeback": ["I will do a chargeback through my bank.", "I'm disputing the charge with my credit card company."],
        "safety": ["There is a gas leak behind the cooker you fitted.", "The charger caught fire last night."],
        "injury": ["My daughter ended up in hospital.", "I broke my wrist on your stairs."],
        "self_harm": ["I want to kill myself.", "I dont want to be here anymore."],
        "threat_to_life": ["I'll burn your shop down.", "I know where you live."],
        "discrimination": ["We were turned away because I'm black.", "This is blatant age discrimination."],
        "data_breach": ["I can see another customer's invoice.", "My account was hacked through your app."],
        "churn": ["I will never order from you again.", "You have just lost a customer."],
        "wants_boss": ["I want to speak to your manager.", "Put me through to a supervisor."],
    },
    "de": {
        "legal": ["Wir sehen uns vor Gericht.", "Mein Anwalt wird sich bei Ihnen melden.", "Ich erstatte Anzeige."],
        "press": ["Dann gehe ich eben zur Presse.", "Ich wende mich an die Zeitung."],
        "regulator": ["Ich melde das der Verbraucherzentrale.", "Die Beschwerde bei der Bundesnetzagentur ist raus."],
        "chargeback": ["Ich lasse die Lastschrift zurueckbuchen.", "Ich habe den PayPal-Käuferschutz eingeschaltet."],
        "safety": ["Aus dem Stecker sprühten Funken.", "In der Küche ist Gasgeruch.", "Der Toaster hat Feuer gefangen."],
        "injury": ["Meine Mutter musste ins Krankenhaus gebracht werden.", "Ich habe mir das Handgelenk gebrochen."],
        "self_harm": ["Ich will nicht mehr leben.", "Ich bringe mich um."],
        "threat_to_life": ["Ich zünde euren Laden an.", "Ich weiß, wo du wohnst."],
        "discrimination": ["Nur weil ich ein Kopftuch trage, wurde ich nicht bedient.", "Das ist Diskriminierung."],
        "data_breach": ["Ich habe die Rechnung eines anderen Kunden bekommen.", "Mein Konto wurde gehackt."],
        "churn": ["Ich kaufe nie wieder bei euch.", "Sie haben einen Kunden weniger."],
        "wants_boss": ["Ich möchte mit Ihrem Vorgesetzten sprechen.", "Geben Sie mir Ihren Chef."],
    },
    "nb": {
        "legal": ["Vi sees i retten.", "Jeg kontakter advokat.", "Jeg går til forliksrådet med dette."],
        "press": ["Jeg går til pressen med dette.", "Jeg har tipset VG."],
        "regulator": [
            "Jeg klager dere inn for Forbrukertilsynet.",
            "Dette er meldt til Mattilsynet.",
            "Jeg har klaget til Forbrukerradet.",
        ],
        "chargeback": ["Jeg tar en chargeback.", "Jeg reklamerer til banken og ber kortselskapet reversere trekket."],
        "safety": ["Laderen tok fyr i natt.", "Det lukter gass fra komfyren."],
        "injury": ["Sønnen min havnet på sykehus.", "Jeg brakk armen i trappa deres."],
        "self_harm": ["Jeg vil ta livet av meg.", "Jeg orker ikke leve mer."],
        "threat_to_life": ["Jeg skal brenne ned butikken.", "Jeg vet hvor du bor."],
        "discrimination": ["Vi ble avvist på grunn av hudfargen.", "Dette er rasisme."],
        "data_breach": ["Jeg fikk en annen kundes faktura.", "Kontoen min ble hacket."],
        "churn": ["Jeg handler aldri mer hos dere.", "Dere har mistet en kunde."],
        "wants_boss": ["Jeg vil snakke med sjefen din.", "La meg få snakke med en leder."],
    },
    "lt": {
        "legal": ["Pasimatysime teisme.", "Kreipsiuosi į advokatą.", "Paduosiu i teisma."],
        "press": ["Kreipsiuosi į žiniasklaidą.", "Parasysiu zurnalistams."],
        "regulator": [
            "Rašau skundą VVTAT.",
            "Kreipsiuosi į Valstybinę vartotojų teisių apsaugos tarnybą.",
            "Pranesiu maisto ir veterinarijos tarnybai.",
        ],
        "chargeback": ["Ginčysiu mokėjimą per banką.", "Darau chargeback."],
        "safety": ["Įkroviklis užsidegė naktį.", "Virtuvėje dujų kvapas.", "Neveikė stabdžiai, stabdžiai neveikė visai."],
        "injury": [
            "Vaikas atsidūrė ligoninėje.",
            "Susilaužiau ranką ant jūsų laiptų.",
            "Apsinuodijome maistu, visi apsinuodijo jūsų mišraine.",
        ],
        "self_harm": ["Noriu nusižudyti.", "Nebenoriu gyventi."],
        "threat_to_life": ["Sudeginsiu jūsų parduotuvę.", "Žinau, kur gyveni.", "Uzmusiu ta kurjeri."],
        "discrimination": ["Tai diskriminacija.", "Neaptarnavo, nes esu romas."],
        "data_breach": ["Gavau kito kliento sąskaitą.", "Mano paskyrą nulaužė.", "Nutekėjo duomenys, asmens duomenų nutekėjimas."],
        "churn": ["Daugiau niekada nepirksiu.", "Praradote klientą."],
        "wants_boss": ["Noriu kalbėti su vadovu.", "Sujunkite su direktoriumi.", "Noriu pakalbeti su jusu vadovu."],
    },
    "bn": {
        "legal": ["আপনাদের নামে মামলা করব।", "আমার উকিল নোটিশ পাঠাবে, উকিল নোটিশ পাবেন।", "আদালতে দেখা হবে।"],
        "press": ["আমি সাংবাদিকদের জানাব।", "প্রথম আলোতে খবর দেব।"],
        "regulator": ["ভোক্তা অধিকারে অভিযোগ করেছি।", "বিটিআরসিতে নালিশ করব।"],
        "chargeback": ["ব্যাংকে ডিসপিউট করব।", "চার্জব্যাক করব।"],
        "safety": ["চার্জারে আগুন ধরে গেছে।", "রান্নাঘরে গ্যাসের গন্ধ পাচ্ছি।"],
        "injury": ["আমার মেয়েকে হাসপাতালে ভর্তি করতে হয়েছে।", "আমার হাত ভেঙে গেছে।"],
        "self_harm": ["আমি আত্মহত্যা করব।", "আমি আর বাঁচতে চাই না।"],
        "threat_to_life": ["দোকান জ্বালিয়ে দেব।", "তোকে খুন করব।"],
        "discrimination": ["আমি হিন্দু বলে আমাকে ঢুকতে দেয়নি।", "এটা স্পষ্ট বৈষম্য।"],
        "data_breach": ["অন্য গ্রাহকের বিল আমার কাছে চলে এসেছে।", "আমার অ্যাকাউন্ট হ্যাক হয়েছে।"],
        "churn": ["আর কোনোদিন আপনাদের থেকে কিনব না।", "একজন নিয়মিত গ্রাহক হারালেন।"],
        "wants_boss": ["ম্যানেজারের সাথে কথা বলতে চাই।", "আপনাদের ম্যানেজারকে ডাকুন।"],
    },
    "es": {
        "legal": ["Nos vemos en los tribunales.", "Los voy a demandar.", "Mi abogado se pondrá en contacto con ustedes."],
        "press": ["Voy a ir a la prensa.", "Ya he hablado con un periodista."],
        "regulator": ["Voy a poner una denuncia en Consumo.", "Quiero la hoja de reclamaciones.", "Presentaré una queja ante Profeco."],
        "chargeback": ["He devuelto el recibo.", "Mi banco va a anular el cargo.", "Voy a disputar el cargo con mi banco."],
        "safety": ["El cargador se prendió fuego.", "Hay olor a gas en la cocina.", "Hay una fuga de gas."],
        "injury": ["Mi hijo acabó en urgencias.", "Me rompí la muñeca en sus escaleras."],
        "self_harm": ["Quiero matarme.", "Ya no quiero vivir."],
        "threat_to_life": ["Voy a quemar su tienda.", "Sé dónde vives."],
        "discrimination": ["No me atendieron por ser negra.", "Esto es discriminación."],
        "data_breach": ["Recibí la factura de otro cliente.", "Hackearon mi cuenta."],
        "churn": ["Nunca más volveré a comprar aquí.", "Han perdido un cliente.", "No volveré a comprar con ustedes."],
        "wants_boss": ["Quiero hablar con el encargado.", "Páseme con su supervisor."],
    },
    "fr": {
        "legal": ["On se verra au tribunal.", "Mon avocat va vous contacter.", "Je vais porter plainte."],
        "press": ["Je vais contacter la presse.", "J'en ai parlé à un journaliste."],
        "regulator": ["Je vais signaler tout cela à la DGCCRF.", "J'ai saisi le médiateur de la consommation."],
        "chargeback": ["Je conteste le paiement auprès de ma banque.", "Ma banque va récupérer l'argent."],
        "safety": ["Le chargeur a pris feu.", "Il y a une fuite de gaz."],
        "injury": ["Mon fils a fini aux urgences.", "Je me suis cassé le poignet dans votre escalier."],
        "self_harm": ["J'ai envie de mourir.", "Je ne veux plus vivre.", "Je vais me suicider."],
        "threat_to_life": ["Je vais brûler votre magasin.", "Je sais où tu habites."],
        "discrimination": ["On m'a refusé l'entrée parce que je suis noire.", "C'est de la discrimination."],
        "data_breach": ["J'ai reçu la facture d'un autre client.", "Mon compte a été piraté."],
        "churn": ["Plus jamais chez vous.", "Vous venez de perdre une cliente."],
        "wants_boss": ["Je veux parler à votre responsable.", "Passez-moi votre directeur."],
    },
}

HARMLESS = {
    "en": [
        "The tennis court was flooded and nobody refunded the booking.",
        "I could kill for a coffee after your queue.",
        "My lawyer friend recommended your shop.",
        "The press for the garlic broke on day two.",
        "The phone does not charge back up to more than half.",
        "I work for the ombudsman's office and ordered a desk.",
        "I nearly died laughing at your answer.",
        "The fire pit came without its legs.",
        "Your manager was kind, it is the parcel that is late.",
        "This is the third time I am writing.",
    ],
    "de": [
        "Das Gericht war versalzen und kalt.",
        "Die Saftpresse ist kaputt.",
        "Ich sterbe vor Hunger, wo bleibt die Pizza?",
        "Mein Anwalt hat denselben Stuhl und liebt ihn.",
        "Das Feuerzeug kam ohne Gas.",
        "Die Bank im Garten wackelt.",
        "Ihr Chef war sehr freundlich zu uns.",
        "Ich schreibe jetzt zum dritten Mal.",
    ],
    "nb": [
        "Retten var kald da den kom på bordet.",
        "Hvitløkspressen røk andre gang jeg brukte den.",
        "Banken i stua vår er av plast, altså benken.",
        "Jeg dør av latter av svaret deres.",
        "Ovnen fyrer ikke, peisen er kald.",
        "Sjefen deres var kjempehyggelig.",
        "Dette er tredje gang jeg skriver.",
    ],
    "lt": [
        "Teniso kortas buvo šlapias.",
        "Česnakų spaustuvė sulūžo antrą dieną.",
        "Vos nenumiriau iš juoko perskaičiusi atsakymą.",
        "Jūsų vadovas buvo labai malonus.",
        "Degiklis atėjo be dujų baliono.",
        "Pinigų niekas negrąžino.",
        "Rašau jau trečią kartą.",
    ],
    "bn": [
        "বাজারে দামে আগুন লেগেছে।",
        "হাসতে হাসতে মরে গেলাম।",
        "ব্যাংকের চাকরির জন্য শার্ট কিনেছিলাম।",
        "ম্যানেজার সাহেব খুব ভালো মানুষ।",
        "পত্রিকার স্ট্যান্ডটা ভাঙা এসেছে।",
        "এই নিয়ে তিনবার লিখলাম।",
    ],
    "es": [
        "La pista de tenis estaba inundada.",
        "Mi queja es por el consumo de luz del mes pasado.",
        "He recibido un burofax por una factura que ya pagué.",
        "El exprimidor se rompió al segundo día.",
        "Casi me muero de risa con su respuesta.",
        "El encargado fue muy amable con nosotros.",
        "Mi abogado tiene la misma silla y le encanta.",
        "El banco del jardín llegó sin patas.",
        "Es un fallo terrible para el bolsillo, pero la comida estaba buena.",
        "Voy a la farmacia a las ocho y siempre está cerrada.",
        "Me mato a trabajar para pagar la cuota.",
        "Tengo el juicio a favor de la compra, pero llegó tarde.",
        "El periódico llega mojado todos los días.",
        "Vamos a comer a las tres y nadie nos atiende.",
        "Llevo la cuenta de los días: van doce.",
        "El jefe de cocina es un artista, el camarero no.",
        "El horno no calienta y la tarta quedó cruda.",
        "Quiero cambiar la talla, nada más.",
        "Volveré a llamar mañana, a ver si hay suerte.",
        "Es la tercera vez que escribo.",
        "La última vez que llamé me colgaron.",
        "Necesito la factura con mi nombre y dirección.",
    ],
    "fr": [
        "Le court de tennis était inondé.",
        "La dernière fois que je suis venue, on m'a laissé attendre.",
        "J'ai reçu une mise en demeure pour une facture déjà payée.",
        "Mon abonnement se réfère à l'ancien tarif.",
        "Plus jamais eu de nouvelles depuis mardi.",
        "Le presse-ail s'est cassé le deuxième jour.",
        "J'ai failli mourir de rire en lisant votre réponse.",
        "Le directeur était adorable avec nous.",
        "Mon avocat adore la même chaise.",
        "Le banc est arrivé sans ses pieds.",
        "Je me tue à vous le répéter.",
        "Le journal arrive mouillé tous les matins.",
        "Le pied de la chaise est cassé.",
        "La dernière fois, on m'a raccroché au nez.",
        "La chambre n'était pas prête et le four ne chauffe pas.",
        "Je vais attendre encore une semaine.",
        "Je veux simplement changer de taille.",
        "Qui est en charge des retours ?",
        "Le feu de cheminée était charmant, le repas moins.",
        "Il me faut la facture à mon nom et à mon adresse.",
        "C'est la troisième fois que j'écris.",
        "Le dossier de la chaise est bancal.",
        "Vous allez rire : il manque encore une vis.",
        "J'ai commandé un sac de frappe pour la salle.",
    ],
}

SPOKEN = [(language, kind, text) for language, kinds in NAMED.items() for kind, texts in kinds.items() for text in texts]
LEFT_ALONE = [(language, text) for language, texts in HARMLESS.items() for text in texts]


def examples(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in files("prompts").joinpath("examples", name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_list_for_every_value(language: str) -> None:
    lists = word_lists(language)

    assert set(lists.signals) == set(SIGNALS)
    assert set(lists.motive) == set(KINDS["motive"].values) - {"unknown"}
    assert set(lists.cause) == set(KINDS["cause"].values) - {"other"}
    assert lists.hot is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_item_stands_in_a_list_twice(language: str) -> None:
    tables = tomllib.loads(files("prompts").joinpath("reading", f"{language}.toml").read_text(encoding="utf-8"))

    for table in tables.values():
        for name, items in table.items():
            assert len(items) == len(set(items)), name


@pytest.mark.parametrize(("language", "kind", "text"), SPOKEN)
def test_a_threat_or_harm_by_its_name_is_found(language: str, kind: str, text: str) -> None:
    assert kind in word_lists(language).named(text)


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_a_sentence_that_only_sounds_like_it_is_left_alone(language: str, text: str) -> None:
    assert word_lists(language).named(text) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_capitals_change_nothing(language: str) -> None:
    for kind, texts in NAMED[language].items():
        assert kind in word_lists(language).named(texts[0].upper().replace("SS", "ss"))


@pytest.mark.parametrize("language", ["en", "de", "nb", "lt", "bn"])
def test_near_misses_of_the_example_set_stay_misses(language: str) -> None:
    misses = [row for row in examples("signals.jsonl") if row["language"] == language and row["label"] == "none"]

    alarms = [row["text"] for row in misses if word_lists(language).named(row["text"])]

    assert len(misses) > 100
    assert len(alarms) <= 0.02 * len(misses), alarms


@pytest.mark.parametrize("language", ["en", "de", "nb", "lt", "bn"])
def test_what_is_no_complaint_names_no_threat(language: str) -> None:
    calm = [row["text"] for row in examples("complaint.jsonl") if row["language"] == language]

    assert calm
    assert [text for text in calm if word_lists(language).named(text)] == []


@pytest.mark.parametrize(
    ("language", "task", "text", "value"),
    [
        ("en", "motive", "I want my money back, a full refund.", "refund"),
        ("de", "motive", "Ich will eine Entschuldigung und eine Erklärung.", "apology"),
        ("nb", "cause", "Abonnementet lar seg ikke si opp, oppsigelsen blir ignorert.", "cancellation"),
        ("lt", "cause", "Siunta vėluoja, laukiu jau dvi savaites.", "late"),
        ("bn", "motive", "আমার টাকা ফেরত দিন, রিফান্ড চাই।", "refund"),
        ("es", "cause", "La pantalla está rota y no funciona.", "defective"),
        ("fr", "cause", "Impossible de résilier l'abonnement, le contrat est reconduit.", "cancellation"),
    ],
)
def test_words_give_a_rough_reading(language: str, task: str, text: str, value: str) -> None:
    hits = word_lists(language).hits(task, text)

    assert max(hits, key=lambda name: hits[name]) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You absolute idiots, what a scam."),
        ("de", "Unverschämtheit, ihr Betrueger!"),
        ("nb", "For en jævla dritt."),
        ("lt", "Begediai, sukčiai!"),
        ("bn", "প্রতারক, চোরের দল!"),
        ("es", "Sois unos ladrones, qué verguenza."),
        ("fr", "Bande d'escrocs, c'est honteux."),
    ],
)
def test_hot_words_are_counted(language: str, text: str) -> None:
    assert word_lists(language).heat(text) >= 2


def test_a_language_without_lists_names_nothing() -> None:
    lists = word_lists("sv")

    assert lists.named("Jag stämmer er i rätten.") == set()
    assert lists.hits("motive", "pengarna tillbaka") == {}
    assert lists.heat("idioter") == 0


def test_a_star_is_any_ending_and_three_dots_are_up_to_five_words() -> None:
    pattern = _pattern(["dispute* … bank"], "x.toml")

    assert pattern.search("I disputed it all with the bank")
    assert pattern.search("dispute bank")
    assert not pattern.search("dispute one two three four five six bank")
    assert not pattern.search("dispute. The bank")
    assert not pattern.search("dispute the bankers")


@pytest.mark.parametrize("item", ["(unclosed", "(?:anything)?"])
def test_an_item_that_is_no_pattern_or_fits_everything_is_refused(item: str) -> None:
    with pytest.raises(BadWording, match=r"x\.toml"):
        _pattern([item], "x.toml")
