"""How the files of the sample collections are made: documents from texts, images from drawings."""
