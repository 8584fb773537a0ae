from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "sts.amazonaws.com"
        and event.get("eventName") == "GetSessionToken"
        and event.deep_get("userIdentity", "type") == "IAMUser"
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("ASIA")
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return (
        f"{user_identity_arn} asked for a session token with temporary key "
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def severity(event):
    if not (event.get("errorCode") or event.get("errorMessage")) and not _present(
        event.deep_get("requestParameters", "serialNumber")
    ):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "sourceIPAddress": event.get("sourceIPAddress"),
        "eventTime": event.get("eventTime"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.userName": event.deep_get("userIdentity", "userName"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "errorCode": event.get("errorCode"),
        "requestParameters.serialNumber": event.deep_get("requestParameters", "serialNumber"),
        "requestParameters.durationSeconds": event.deep_get("requestParameters", "durationSeconds"),
    }


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
