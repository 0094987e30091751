"""Identities: what is told apart, and nothing about where it is shown."""

from typing import NewType

CaseId = NewType("CaseId", str)
TeamId = NewType("TeamId", str)
PersonId = NewType("PersonId", str)
PlayId = NewType("PlayId", str)
RemedyId = NewType("RemedyId", str)
