"""The official schemas, as validators."""

import pytest
from lxml import etree


@pytest.fixture(scope="session")
def validators(schemas):
    """The two official schemas; the import of xml.xsd by address is answered from the folder."""

    class Local(etree.Resolver):
        def resolve(self, url, public_id, context):
            name = url.rsplit("/", 1)[-1]
            for folder in (schemas / "dcmi", schemas / "atom", schemas):
                if (folder / name).is_file():
                    return self.resolve_filename(str(folder / name), context)
            return None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    simple = etree.XMLSchema(etree.parse(schemas / "atom" / "oai_dc.xsd", parser))
    qualified = etree.XMLSchema(etree.parse(schemas / "dcmi" / "qualifieddc.xsd", parser))
    return simple, qualified
