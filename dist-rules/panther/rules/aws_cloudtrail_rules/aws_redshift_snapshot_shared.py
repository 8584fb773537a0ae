def rule(event):
    return (
        event.get("eventSource") == "redshift.amazonaws.com"
        and event.get("eventName") == "AuthorizeSnapshotAccess"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _text(event.deep_get("requestParameters", "accountWithRestoreAccess")) != "444455556666"
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    account_with_restore_access = (
        _shown(event.deep_get("requestParameters", "accountWithRestoreAccess"))
        or "<requestParameters.accountWithRestoreAccess>"
    )
    return (
        f"{user_identity_arn} shared {_snapshot_identifier(event)} with "
        f"{account_with_restore_access}"
    )


def dedup(event):
    return (
        f"{_snapshot_identifier(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "requestParameters.snapshotIdentifier": event.deep_get(
            "requestParameters", "snapshotIdentifier"
        ),
        "requestParameters.snapshotArn": event.deep_get("requestParameters", "snapshotArn"),
        "requestParameters.accountWithRestoreAccess": event.deep_get(
            "requestParameters", "accountWithRestoreAccess"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _snapshot_identifier(event):
    return (
        _shown(event.deep_get("requestParameters", "snapshotIdentifier"))
        or _shown(event.deep_get("requestParameters", "snapshotArn"))
        or "<requestParameters.snapshotIdentifier ?? requestParameters.snapshotArn>"
    )


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
