from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DisableMacie",
    "DisassociateFromAdministratorAccount",
    "DisassociateFromMasterAccount",
    "DisassociateMember",
    "DeleteMember",
    "DisableOrganizationAdminAccount",
)

EVENT_NAMES_2 = (
    "Disable",
    "DisassociateMember",
    "DisableDelegatedAdminAccount",
)

EVENT_NAMES_3 = (
    "DeleteGraph",
    "DeleteMembers",
    "DisassociateMembership",
    "DisableOrganizationAdminAccount",
)


def rule(event):
    return _outcome(event) == "success" and (
        event.get("eventSource") == "macie2.amazonaws.com"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") == "UpdateMacieSession"
            and event.deep_get("requestParameters", "status") == "PAUSED"
        )
        or event.get("eventSource") == "inspector2.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES_2
        or event.get("eventSource") == "detective.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES_3
        or event.get("eventSource") == "access-analyzer.amazonaws.com"
        and event.get("eventName") == "DeleteAnalyzer"
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
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} of "
        f"{event.get('eventSource') or '<eventSource>'} in "
        f"{event.get('awsRegion') or '<awsRegion>'}"
    )


def dedup(event):
    return (
        f"{event.get('eventSource') or '<eventSource>'}|{event.get('awsRegion') or '<awsRegion>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "requestParameters": event.get("requestParameters"),
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
