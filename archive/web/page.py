"""What a page of the site is: a blueprint, and its place in the navigation."""

from dataclasses import dataclass

from flask import Blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One section of the site, as the registry lists it."""

    name: str
    blueprint: Blueprint
    label: str = ""  # in the navigation, which leads to its `index`; empty: not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One group of addresses for machines: no template, no place in the navigation."""

    name: str
    blueprint: Blueprint
