# pylint: disable=line-too-long
from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DetachPolicy",
    "DeletePolicy",
    "DisablePolicyType",
)


def rule(event):
    return (
        event.get("eventSource") == "organizations.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") == "UpdatePolicy"
            and _present(event.deep_get("requestParameters", "content"))
            or event.get("eventName") == "MoveAccount"
            and _text(event.deep_get("requestParameters", "destinationParentId")).startswith("r-")
        )
    )


def title(event):
    if event.get("eventName") == "MoveAccount":
        account_id = (
            _shown(event.deep_get("requestParameters", "accountId"))
            or "<requestParameters.accountId>"
        )
        return f"{_principal(event)} moved account {account_id} back to the root"
    if event.get("eventName") == "UpdatePolicy":
        policy_id = (
            _shown(event.deep_get("requestParameters", "policyId"))
            or "<requestParameters.policyId>"
        )
        return f"{_principal(event)} rewrote policy {policy_id}"
    policy_id = (
        _shown(event.deep_get("requestParameters", "policyId"))
        or _shown(event.deep_get("requestParameters", "policyType"))
        or "<requestParameters.policyId ?? requestParameters.policyType>"
    )
    return f"{_principal(event)} called {event.get('eventName') or '<eventName>'} for {policy_id}"


def dedup(event):
    return (
        _shown(event.deep_get("requestParameters", "policyId"))
        or _shown(event.deep_get("requestParameters", "accountId"))
        or _shown(event.deep_get("requestParameters", "policyType"))
        or "<requestParameters.policyId ?? requestParameters.accountId ?? requestParameters.policyType>"
    )


def severity(event):
    if event.get("eventName") == "DisablePolicyType":
        return "CRITICAL"
    if event.get("eventName") == "UpdatePolicy":
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.policyId": event.deep_get("requestParameters", "policyId"),
        "requestParameters.targetId": event.deep_get("requestParameters", "targetId"),
        "requestParameters.policyType": event.deep_get("requestParameters", "policyType"),
        "requestParameters.rootId": event.deep_get("requestParameters", "rootId"),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "requestParameters.sourceParentId": event.deep_get("requestParameters", "sourceParentId"),
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
