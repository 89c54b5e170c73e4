"""The words of RTF and what they mean to a reader.

Spec: Rich Text Format 1.9.1 (Microsoft, 2008), "Special Characters", "Font Table", "Destinations"
"""

# By \fcharsetN; what is not here is read in the code page of the document.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = 2  # \fcharset2: pictures in the place of letters
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b",
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
ENDINGS = frozenset({"par", "page", "sect", "column", "\n", "\r"})
# Groups whose text is no part of the document. Those marked \* are left out too, but for what KEPT says.
LEFT_OUT = frozenset((
    "colortbl", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "pict", "objdata",
    "objclass", "objname", "nonshppict", "shprslt", "nonesttables", "xe", "tc", "rxe", "txe", "bkmkstart",
    "bkmkend", "atnid", "atnauthor", "atntime", "atnref", "atrfstart", "atrfend", "annotation", "ftnsep",
    "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "themedata", "colorschememapping",
    "latentstyles", "datastore", "private", "sp", "panose", "falt", "fontemb", "fontfile", "fldinst",
    "generator", "userprops", "xmlnstbl", "mmathPr", "passwordhash", "pgptbl", "protusertbl",
    "listpicture", "pnseclvl", "upr",
))  # fmt: skip
KEPT = frozenset({"shpinst", "do", "ud", "nesttableprops", "moMath", "moMathPara", "mmath"})
FLOWS = {
    "footnote": "note", "shptxt": "box", "dptxbxtext": "box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}  # fmt: skip
INFORMATION = frozenset({"title", "author", "subject", "keywords", "doccomm", "creatim"})
