# pylint: disable=line-too-long
import re


def rule(event):
    return (
        event.get("eventName") == "'\"\\n"
        or '""" + __import__(\'os\').system(\'id\') + """'
        in str(event.deep_get("userAgent", default=""))
        or bool(
            re.search(
                r"\"'\\\n\{[\"'\-\]\^]\{x\}\xe9\U0001f600",
                str(event.deep_get("userAgent", default="")),
            )
        )
        or event.deep_get("requestParameters", 'it\'s a "key"{}') == "{0}%s"
        or event.get("userAgent")
        == "a text that is so long that no line of a hundred columns could ever hold it, whatever one did about it"
    )


def title(event):
    it_s_a_key = (
        _shown(event.deep_get("requestParameters", 'it\'s a "key"{}'))
        or '<requestParameters.\\"it\'s a \\\\\\"key\\\\\\"{}\\">'
    )
    return f"{it_s_a_key} {{not '{event.get('eventName') or '<eventName>'}' \\ \"x\" \n \xe9"


def dedup(event):
    it_s_a_key = (
        _shown(event.deep_get("requestParameters", 'it\'s a "key"{}'))
        or '<requestParameters."it\'s a \\"key\\"{}">'
    )
    event_name = event.get("eventName") or "it's"
    return f"{it_s_a_key}|{event_name}"


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
