from collections.abc import Mapping, Sequence

MINIMUM_PASSWORD_LENGTHS = (
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") == "DeleteAccountPasswordPolicy"
            or event.get("eventName") == "UpdateAccountPasswordPolicy"
            and (
                str(event.deep_get("requestParameters", "minimumPasswordLength"))
                in MINIMUM_PASSWORD_LENGTHS
                or not _present(event.deep_get("requestParameters", "minimumPasswordLength"))
            )
        )
    )


def title(event):
    if event.get("eventName") == "DeleteAccountPasswordPolicy":
        return (
            f"{_principal(event)} deleted the password policy of "
            f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
        )
    return (
        f"{_principal(event)} weakened the password policy of "
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def dedup(event):
    return str(event.get("recipientAccountId") or "<recipientAccountId>")


def severity(event):
    if event.get("eventName") == "DeleteAccountPasswordPolicy":
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.minimumPasswordLength": event.deep_get(
            "requestParameters", "minimumPasswordLength"
        ),
        "requestParameters.requireSymbols": event.deep_get("requestParameters", "requireSymbols"),
        "requestParameters.requireNumbers": event.deep_get("requestParameters", "requireNumbers"),
        "requestParameters.maxPasswordAge": event.deep_get("requestParameters", "maxPasswordAge"),
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


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


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
