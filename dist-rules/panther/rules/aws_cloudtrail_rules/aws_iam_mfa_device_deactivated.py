from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") == "DeactivateMFADevice"
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    if event.deep_get("userIdentity", "type") == "Root" and (
        event.deep_get("requestParameters", "userName") == "AWS ROOT USER"
        or not _present(event.deep_get("requestParameters", "userName"))
    ):
        return f"{_principal(event)} deactivated the root user's MFA device"
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return f"{_principal(event)} deactivated an MFA device of {user_name}"


def dedup(event):
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or event.deep_get("userIdentity", "arn")
        or "<requestParameters.userName ?? userIdentity.arn>"
    )
    return f"{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.deep_get("userIdentity", "type") == "Root" and (
        event.deep_get("requestParameters", "userName") == "AWS ROOT USER"
        or not _present(event.deep_get("requestParameters", "userName"))
    ):
        return "CRITICAL"
    if event.deep_get("userIdentity", "type") == "Root":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.serialNumber": event.deep_get("requestParameters", "serialNumber"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.sessionContext.attributes.mfaAuthenticated": event.deep_get(
            "userIdentity", "sessionContext", "attributes", "mfaAuthenticated"
        ),
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


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
