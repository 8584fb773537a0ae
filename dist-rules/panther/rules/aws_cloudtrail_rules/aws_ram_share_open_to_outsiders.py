from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "CreateResourceShare",
    "UpdateResourceShare",
)


def rule(event):
    return (
        event.get("eventSource") == "ram.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            and event.deep_get("requestParameters", "allowExternalPrincipals") in (True, "true")
            or event.get("eventName") == "AssociateResourceShare"
            and any(
                _get(item, "external") in (True, "true")
                for item in _items(event.deep_get("responseElements", "resourceShareAssociations"))
            )
        )
    )


def title(event):
    if event.get("eventName") == "AssociateResourceShare":
        resource_share_arn = (
            _shown(event.deep_get("requestParameters", "resourceShareArn"))
            or "<requestParameters.resourceShareArn>"
        )
        return f"{_principal(event)} let an outsider into {resource_share_arn}"
    return f"{_principal(event)} opened share {_request_parameters_name(event)} to outsiders"


def dedup(event):
    return (
        f"{_request_parameters_name(event)}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if event.get("eventName") == "AssociateResourceShare":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.resourceArns": event.deep_get("requestParameters", "resourceArns"),
        "requestParameters.principals": event.deep_get("requestParameters", "principals"),
        "responseElements.resourceShare.resourceShareArn": event.deep_get(
            "responseElements", "resourceShare", "resourceShareArn"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _principal(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )


def _request_parameters_name(event):
    return (
        _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "resourceShareArn"))
        or "<requestParameters.name ?? requestParameters.resourceShareArn>"
    )


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""


def _present(value):
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            pending.extend(value.values())
        elif isinstance(value, Sequence) and not isinstance(value, str):
            pending.extend(value)
        elif value is not None and value != "":
            return True
    return False
