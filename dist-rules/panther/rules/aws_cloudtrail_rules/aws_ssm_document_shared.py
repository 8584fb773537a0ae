from collections.abc import Mapping, Sequence

ACCOUNT_IDS_TO_ADDS = (
    "all",
    "All",
    "ALL",
)


def rule(event):
    return (
        event.get("eventSource") == "ssm.amazonaws.com"
        and event.get("eventName") == "ModifyDocumentPermission"
        and _present(event.deep_get("requestParameters", "accountIdsToAdd"))
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    if any(
        item in ACCOUNT_IDS_TO_ADDS
        for item in _items(event.deep_get("requestParameters", "accountIdsToAdd"))
    ):
        return (
            f"{_principal(event)} made document "
            f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'} "
            "public"
        )
    account_ids_to_add = (
        _listed(
            _shown(item) for item in _items(event.deep_get("requestParameters", "accountIdsToAdd"))
        )
        or "<requestParameters.accountIdsToAdd[]>"
    )
    return (
        f"{_principal(event)} shared document "
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'} with "
        f"{account_ids_to_add}"
    )


def dedup(event):
    return (
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if any(
        item in ACCOUNT_IDS_TO_ADDS
        for item in _items(event.deep_get("requestParameters", "accountIdsToAdd"))
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.accountIdsToAdd": event.deep_get("requestParameters", "accountIdsToAdd"),
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


def _listed(texts):
    return ", ".join([text for text in texts if text][:5])


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


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
