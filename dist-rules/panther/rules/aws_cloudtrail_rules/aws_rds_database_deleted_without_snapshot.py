EVENT_NAMES = (
    "DeleteDBInstance",
    "DeleteDBCluster",
)

USER_IDENTITY_TYPES = (
    "IAMUser",
    "Root",
)


def rule(event):
    return (
        event.get("eventSource") == "rds.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "skipFinalSnapshot") in (True, "true")
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return f"{user_identity_arn} deleted database {_database(event)} without a snapshot"


def dedup(event):
    return f"{_database(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES and event.deep_get(
        "requestParameters", "deleteAutomatedBackups"
    ) in (True, "true"):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.dBInstanceIdentifier": event.deep_get(
            "requestParameters", "dBInstanceIdentifier"
        ),
        "requestParameters.dBClusterIdentifier": event.deep_get(
            "requestParameters", "dBClusterIdentifier"
        ),
        "requestParameters.deleteAutomatedBackups": event.deep_get(
            "requestParameters", "deleteAutomatedBackups"
        ),
        "responseElements.engine": event.deep_get("responseElements", "engine"),
        "responseElements.instanceCreateTime": event.deep_get(
            "responseElements", "instanceCreateTime"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _database(event):
    return (
        _shown(event.deep_get("requestParameters", "dBInstanceIdentifier"))
        or _shown(event.deep_get("requestParameters", "dBClusterIdentifier"))
        or "<database>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
