from collections.abc import Mapping, Sequence

ROLE_SESSION_NAME_PREFIXES = (
    "botocore-session-",
    "aws-go-sdk-",
    "aws-sdk-js-",
    "aws-sdk-java-",
)


def rule(event):
    return (
        event.get("eventSource") == "sts.amazonaws.com"
        and event.get("eventName") == "AssumeRole"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and event.deep_get("userIdentity", "type") == "AssumedRole"
        and ":assumed-role/AWSReservedSSO_"
        in str(event.deep_get("userIdentity", "arn", default=""))
        and _present(event.deep_get("requestParameters", "roleSessionName"))
        and not _ends_with(
            str(event.deep_get("userIdentity", "arn", default="")).lower(),
            _text(event.deep_get("requestParameters", "roleSessionName")).lower(),
        )
        and not _text(event.deep_get("requestParameters", "roleSessionName")).startswith(
            ROLE_SESSION_NAME_PREFIXES
        )
    )


def title(event):
    role_session_name = (
        _shown(event.deep_get("requestParameters", "roleSessionName"))
        or "<requestParameters.roleSessionName>"
    )
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'} became "
        f"{role_session_name} in "
        f"{_shown(event.deep_get('requestParameters', 'roleArn')) or '<requestParameters.roleArn>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{_shown(event.deep_get('requestParameters', 'roleArn')) or '<requestParameters.roleArn>'}"
    )


def alert_context(event):
    return {
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "requestParameters.roleArn": event.deep_get("requestParameters", "roleArn"),
        "requestParameters.roleSessionName": event.deep_get("requestParameters", "roleSessionName"),
        "responseElements.credentials.accessKeyId": event.deep_get(
            "responseElements", "credentials", "accessKeyId"
        ),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _ends_with(left, right):
    return right != "" and left.endswith(right)


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
