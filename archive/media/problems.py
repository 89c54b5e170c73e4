"""What may be wrong with a file, in whole sentences: kept with the file, translated when shown."""

from archive.core.words import _

DAMAGED = _("The file is damaged: it cannot be read.")
EMPTY = _("The file is empty.")
LOCKED = _("The file is locked with a password.")
TOO_LARGE = _("The file unpacks to more than can be read safely.")
NO_READER = _("There is no text reader for this format yet.")
NO_TEXT = _("The file holds no text.")
MISNAMED = _("The file has the name of another format, but holds text.")
NOT_TEXT = _("The file is called text, but holds other data.")
NO_TEXT_LAYER = _("No page has a text layer: the pages are images.")
SOME_TEXT_LAYER = _("Some pages have no text layer: they are images or empty.")
DAMAGED_PAGES = _("Some pages are damaged and could not be read.")
ENCODING_GUESSED = _("The encoding of the text could not be told with certainty.")
DAMAGED_CHARACTERS = _("Some characters are damaged and are shown as �.")
TRUNCATED_IMAGE = _("The image is incomplete: only part of it can be shown.")
BROKEN_IMAGE = _("The image is damaged: it cannot be shown.")
TOO_MANY_PIXELS = _("The image has more pixels than may be decoded.")
