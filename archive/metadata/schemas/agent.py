"""Agents: persons, corporate bodies and families.

Spec: ISAAR(CPF) second edition, section 5; numbers below are its elements.
"""

from archive.core.words import _
from archive.metadata.field import agents, edtf, places, text
from archive.metadata.schemas.authority import AuthoritySchema
from archive.metadata.schemas.traits import Dated, Historied, Placed


class AgentSchema(Dated, Historied, Placed, AuthoritySchema):
    """Whoever makes, gathers or appears in what is held."""

    occupation = text(
        "schema:hasOccupation",
        _("Occupation or function"),
        help=_("ISAAR(CPF) 5.2.5: what they did."),
        weight=2,
        group="about",
    )
    related_agent = agents(
        "dcterms:relation",
        _("Related agent"),
        help=_("ISAAR(CPF) 5.3: kin, colleagues, predecessors, parts."),
        weight=1,
        group="relations",
    )


class PersonSchema(AgentSchema):
    """A person."""

    born = edtf("schema:birthDate", _("Born"), broader="dc:date", repeatable=False)
    died = edtf("schema:deathDate", _("Died"), broader="dc:date", repeatable=False)
    birth_place = places(
        "schema:birthPlace", _("Place of birth"), broader="dc:coverage", weight=1, group="about"
    )
    death_place = places(
        "schema:deathPlace", _("Place of death"), broader="dc:coverage", weight=1, group="about"
    )
    member_of = agents("schema:memberOf", _("Member of"), broader="dc:relation", weight=1, group="relations")


class BodySchema(AgentSchema):
    """A corporate body: an institution, a party, a company, a council."""

    founded = edtf("schema:foundingDate", _("Founded"), broader="dc:date", repeatable=False)
    dissolved = edtf("schema:dissolutionDate", _("Dissolved"), broader="dc:date", repeatable=False)
    parent_body = agents(
        "schema:parentOrganization",
        _("Part of the body"),
        broader="dc:relation",
        weight=1,
        group="relations",
    )
    preceded_by = agents("dcterms:replaces", _("Preceded by"), weight=1, group="relations")
    succeeded_by = agents("dcterms:isReplacedBy", _("Succeeded by"), weight=1, group="relations")


class FamilySchema(AgentSchema):
    """A family."""

    family_member = agents("schema:member", _("Member"), broader="dc:relation", weight=1, group="relations")
