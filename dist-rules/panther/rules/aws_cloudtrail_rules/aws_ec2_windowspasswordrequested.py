from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "GetPasswordData"
    )


def title(event):
    if _outcome(event) == "failure":
        arn = (
            event.deep_get("userIdentity", "arn")
            or event.deep_get("userIdentity", "userName")
            or event.deep_get("userIdentity", "principalId")
            or event.deep_get("userIdentity", "invokedBy")
            or "an unknown principal"
        )
        instance_id = (
            _shown(event.deep_get("requestParameters", "instanceId"))
            or "<requestParameters.instanceId>"
        )
        return f"{arn} was refused the Windows password of {instance_id}"
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    instance_id = (
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{arn} fetched the Windows password of {instance_id}"


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if (
        ":assumed-role/AWSReservedSSO_" in str(event.deep_get("userIdentity", "arn", default=""))
        and _outcome(event) == "success"
    ):
        return "LOW"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.instanceId": event.deep_get("requestParameters", "instanceId"),
        "errorCode": event.get("errorCode"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
