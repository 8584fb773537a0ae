EVENT_NAMES = frozenset(
    (
        "Call00",
        "Call01",
        "Call02",
        "Call03",
        "Call04",
        "Call05",
        "Call06",
        "Call07",
        "Call08",
        "Call09",
        "Call10",
        "Call11",
        "Call12",
        "Call13",
        "Call14",
        "Call15",
        "Call16",
        "Call17",
        "Call18",
        "Call19",
        "Call20",
        "Call21",
        "Call22",
        "Call23",
        "Call24",
        "Call25",
        "Call26",
        "Call27",
        "Call28",
        "Call29",
        "Call30",
        "Call31",
        "Call32",
        "Call33",
        "Call34",
        "Call35",
        "Call36",
        "Call37",
        "Call38",
        "Call39",
        "Call40",
        "Call41",
        "Call42",
        "Call43",
        "Call44",
        "Call45",
        "Call46",
        "Call47",
        "Call48",
        "Call49",
        "Call50",
        "Call51",
        "Call52",
        "Call53",
        "Call54",
        "Call55",
        "Call56",
        "Call57",
        "Call58",
        "Call59",
    )
)

REQUEST_PARAMETERS_NAMES = (
    "a",
    "b",
)

REQUEST_PARAMETERS_IDS = (
    "7",
    "8",
)


def rule(event):
    return (
        str(event.deep_get("eventName", default="")) in EVENT_NAMES
        and (
            event.deep_get("requestParameters", "name") in REQUEST_PARAMETERS_NAMES
            or event.get("userAgent") == "x"
        )
        and _text(event.deep_get("requestParameters", "id")) not in REQUEST_PARAMETERS_IDS
        and str(event.deep_get("awsRegion", default="")) not in EVENT_NAMES
    )


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""
