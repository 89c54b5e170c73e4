"""Compiled templates are shared by the applications of a process, and never outlive their source."""

from jinja2 import DictLoader, Environment

from archive.web.templating import Compiled


def environment(compiled, text):
    return Environment(loader=DictLoader({"page.html": text}), bytecode_cache=compiled, autoescape=True)


def test_a_template_is_compiled_once_for_all_applications():
    compiled = Compiled()
    one, other = (environment(compiled, "{{ 1 + 1 }}").get_template("page.html") for _ in range(2))
    assert one.root_render_func.__code__ is other.root_render_func.__code__
    assert other.render() == "2"


def test_a_changed_template_is_compiled_anew():
    compiled = Compiled()
    assert environment(compiled, "before").get_template("page.html").render() == "before"
    assert environment(compiled, "after").get_template("page.html").render() == "after"
