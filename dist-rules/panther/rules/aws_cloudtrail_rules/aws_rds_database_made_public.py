EVENT_NAMES = (
    "CreateDBInstance",
    "CreateDBInstanceReadReplica",
    "ModifyDBInstance",
    "RestoreDBInstanceFromDBSnapshot",
    "RestoreDBInstanceToPointInTime",
    "RestoreDBInstanceFromS3",
    "CreateDBCluster",
    "RestoreDBClusterFromSnapshot",
    "RestoreDBClusterToPointInTime",
)


def rule(event):
    return (
        event.get("eventSource") == "rds.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "publiclyAccessible") in (True, "true")
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
    return f"{user_identity_arn} gave {_db_instance_identifier(event)} a public address"


def dedup(event):
    return (
        f"{_db_instance_identifier(event)}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if str(event.deep_get("eventName", default="")).startswith("RestoreDB"):
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
        "requestParameters.dBSnapshotIdentifier": event.deep_get(
            "requestParameters", "dBSnapshotIdentifier"
        ),
        "requestParameters.vpcSecurityGroupIds": event.deep_get(
            "requestParameters", "vpcSecurityGroupIds"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _db_instance_identifier(event):
    return (
        _shown(event.deep_get("requestParameters", "dBInstanceIdentifier"))
        or _shown(event.deep_get("requestParameters", "dBClusterIdentifier"))
        or "<requestParameters.dBInstanceIdentifier ?? requestParameters.dBClusterIdentifier>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
