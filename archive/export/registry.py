"""Which formats a record can leave in: read this list first."""

from archive.core.registry import Registry
from archive.core.words import _
from archive.export import dublin_core, json_record, qualified_dc, table

EXPORTERS = Registry(
    _("export format"), [dublin_core.EXPORTER, qualified_dc.EXPORTER, json_record.EXPORTER, table.EXPORTER]
)
