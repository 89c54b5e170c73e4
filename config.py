TITLE = "Tribuna"
