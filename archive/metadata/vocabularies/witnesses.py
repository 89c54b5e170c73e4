"""What a text or recording of a speech is a witness of: the words as prepared, as heard, as printed."""

from archive.core.words import _
from archive.metadata.vocabularies.vocabulary import Term, Vocabulary

WITNESSES = Vocabulary(
    name="witnesses",
    label=_("Kinds of witness to a speech"),
    terms=(
        Term("prepared", _("Prepared text"), ("as prepared", "draft", "prepared text", "texto preparado")),
        Term(
            "transcript",
            _("Transcript"),
            ("as delivered", "transcription", "transcripción", "verbatim", "versión estenográfica"),
        ),
        Term("translation", _("Translation"), ("traducción",)),
        Term("recording", _("Recording"), ("grabación", "audio", "video", "vídeo")),
        Term("summary", _("Summary or report"), ("summary", "report", "resumen", "reseña")),
        Term("description", _("Description only"), ("descripción",)),
    ),
)
