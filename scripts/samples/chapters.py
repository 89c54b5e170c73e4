"""What the timeline posters tell, in English and Spanish."""

from dataclasses import dataclass

Told = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, law or vote."""

    day: Told
    what: Told


@dataclass(frozen=True, slots=True)
class Chapter:
    """One period."""

    years: str
    name: Told
    entries: tuple[Entry, ...]


def _both(text: str) -> Told:
    english, _, spanish = text.partition(" | ")
    return {"en": english, "es": spanish}


def _chapter(years: str, name: str, *entries: tuple[str, str]) -> Chapter:
    return Chapter(years, _both(name), tuple(Entry(_both(day), _both(what)) for day, what in entries))


CHAPTERS = (
    _chapter(
        "1992–1998", "before the constitution | antes de la Constitución",
        ("4 Feb 1992 | 4 feb 1992", "Military uprising; “por ahora” on television; debate in Congress | Alzamiento militar; «por ahora» en televisión; debate en el Congreso"),
        ("6 Dec 1998 | 6 dic 1998", "Hugo Chávez Frías elected, 56.20 % (electoral council) | Elegido Hugo Chávez Frías, 56,20 % (consejo electoral)"),
    ),
    _chapter(
        "1999–2005", "the constitution | la Constitución",
        ("15 Dec 1999 | 15 dic 1999", "Constitution approved, 71.78 % (electoral council); articles 62, 70 and 184 on participation | Constitución aprobada, 71,78 % (consejo electoral); artículos 62, 70 y 184 sobre participación"),
        ("April 2002 | abril de 2002", "Removal and return of the President: coup or vacancy of power, according to the source | Salida y regreso del presidente: golpe o vacío de poder, según la fuente"),
        ("12 Jun 2002 | 12 jun 2002", "Law of local planning councils | Ley de los consejos locales de planificación"),
    ),
    _chapter(
        "2006–2015", "councils and communes | consejos y comunas",
        ("10 Apr 2006 | 10 abr 2006", "Law of Communal Councils | Ley de los Consejos Comunales"),
        ("17 Jan 2007 | 17 ene 2007", "Five motors; “explosion of communal power” | Cinco motores; «explosión del poder comunal»"),
        ("2 Dec 2007 | 2 dic 2007", "Reform rejected, 50.70 and 51.05 % No (CNE) | Reforma rechazada, 50,70 y 51,05 % No (CNE)"),
        ("28 Dec 2009 | 28 dic 2009", "Organic Law of Communal Councils | Ley Orgánica de los Consejos Comunales"),
        ("21 Dec 2010 | 21 dic 2010", "Five organic laws of people's power; the incoming opposition objects | Cinco leyes orgánicas del poder popular; la oposición entrante objeta"),
        ("20 Oct 2012 | 20 oct 2012", "Council of ministers: “comuna o nada” | Consejo de ministros: «comuna o nada»"),
        ("17 Sep 2013 | 17 sep 2013", "Census: 40,035 councils and 1,401 communes, as the President states | Censo: 40.035 consejos y 1.401 comunas, según declara el presidente"),
        ("6 Dec 2015 | 6 dic 2015", "Opposition wins the Assembly, 112 of 167 seats (CNE); a communal parliament is installed on the 15th | La oposición gana la Asamblea, 112 de 167 curules (CNE); el 15 se instala un parlamento comunal"),
    ),
    _chapter(
        "2016–2025", "conflict and consultations | conflicto y consultas",
        ("2016 | 2016", "Local supply committees (CLAP) | Comités locales de abastecimiento (CLAP)"),
        ("5 Jul 2019 | 5 jul 2019", "United Nations report on human rights; the government calls it selective | Informe de las Naciones Unidas sobre derechos humanos; el gobierno lo llama selectivo"),
        ("March 2022 | marzo de 2022", "Communard Union founded | Se funda la Unión Comunera"),
        ("25 Aug 2023 | 25 ago 2023", "Reform of the law of communal councils | Reforma de la ley de consejos comunales"),
        ("21 Apr 2024 | 21 abr 2024", "First National Popular Consultation | Primera Consulta Popular Nacional"),
        ("28 Jul 2024 | 28 jul 2024", "Presidential election; the CNE's result is disputed | Elección presidencial; el resultado del CNE es objetado"),
        ("23 Nov 2025 | 23 nov 2025", "Last consultation of the year | Última consulta del año"),
        ("30 Dec 2025 | 30 dic 2025", "Reform of the law of communes | Reforma de la ley de comunas"),
    ),
)  # fmt: skip
