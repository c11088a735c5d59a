"""Languages that people ask for, with their codes and own names."""

_TABLE = """
af=afrikaans am=amharic ar=arabic/arabisch az=azerbaijani be=belarusian bg=bulgarian bn=bengali/bangla bs=bosnian
ca=catalan cs=czech cy=welsh da=danish de=german/deutsch el=greek en=english es=spanish/español et=estonian
eu=basque fa=persian/farsi fi=finnish fr=french/français ga=irish gl=galician gu=gujarati ha=hausa he=hebrew
hi=hindi hr=croatian hu=hungarian hy=armenian id=indonesian ig=igbo is=icelandic it=italian/italiano ja=japanese
ka=georgian kk=kazakh km=khmer kn=kannada ko=korean lo=lao lt=lithuanian lv=latvian mk=macedonian ml=malayalam
mn=mongolian mr=marathi ms=malay mt=maltese my=burmese ne=nepali nl=dutch no=norwegian pa=punjabi pl=polish
ps=pashto pt=portuguese ro=romanian ru=russian si=sinhala sk=slovak sl=slovenian so=somali sq=albanian sr=serbian
sv=swedish sw=swahili/kiswahili ta=tamil te=telugu th=thai tl=tagalog/filipino tr=turkish uk=ukrainian ur=urdu
uz=uzbek vi=vietnamese xh=xhosa yo=yoruba yue=cantonese zh=chinese/mandarin zu=zulu
"""
NAMES = {code: tuple(names.split("/")) for code, names in (row.split("=") for row in _TABLE.split())}
CODE_OF = {name: code for code, names in NAMES.items() for name in names}
ALL = frozenset(CODE_OF)


def names_of(value: str) -> frozenset[str]:
    """Return every name of the language that a code or a name means; the value itself if it is unknown here."""
    code = value if value in NAMES else CODE_OF.get(value)
    return frozenset(NAMES[code]) if code else frozenset({value})
