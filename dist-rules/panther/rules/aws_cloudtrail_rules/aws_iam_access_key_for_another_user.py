from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "CreateAccessKey",
    "CreateServiceSpecificCredential",
)

USER_AGENT_PARTS = (
    "kali",
    "trufflehog",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _present(event.deep_get("requestParameters", "userName"))
        and (
            not event.deep_get("userIdentity", "userName")
            or bool(event.deep_get("userIdentity", "userName"))
            and not _equals(
                str(event.deep_get("userIdentity", "userName", default="")).lower(),
                _text(event.deep_get("requestParameters", "userName")).lower(),
            )
        )
    )


def title(event):
    if event.get("eventName") == "CreateServiceSpecificCredential":
        service_name = (
            _shown(event.deep_get("requestParameters", "serviceName"))
            or "<requestParameters.serviceName>"
        )
        user_name = (
            _shown(event.deep_get("requestParameters", "userName"))
            or "<requestParameters.userName>"
        )
        return f"{_principal(event)} created a credential of {service_name} for user {user_name}"
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return f"{_principal(event)} created a key for user {user_name}"


def dedup(event):
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return f"{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.deep_get("userIdentity", "type") == "Root" or any(
        part in str(event.deep_get("userAgent", default="")).lower() for part in USER_AGENT_PARTS
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "responseElements.accessKey.accessKeyId": event.deep_get(
            "responseElements", "accessKey", "accessKeyId"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
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


def _equals(left, right):
    return right != "" and left == right


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
