EVENT_NAMES = (
    "DeleteRecoveryPoint",
    "DeleteBackupVault",
    "DeleteBackupVaultLockConfiguration",
    "DeleteBackupPlan",
    "DeleteBackupSelection",
)

EVENT_NAMES_2 = (
    "DeleteBackupPlan",
    "DeleteBackupSelection",
)


def rule(event):
    return (
        event.get("eventSource") == "backup.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
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
    backup_vault_name = (
        _shown(event.deep_get("requestParameters", "backupVaultName"))
        or _shown(event.deep_get("requestParameters", "backupPlanId"))
        or "<requestParameters.backupVaultName ?? requestParameters.backupPlanId>"
    )
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} on "
        f"{backup_vault_name}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if event.get("eventName") == "DeleteBackupVaultLockConfiguration":
        return "CRITICAL"
    if event.get("eventName") in EVENT_NAMES_2:
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.backupVaultName": event.deep_get("requestParameters", "backupVaultName"),
        "requestParameters.recoveryPointArn": event.deep_get(
            "requestParameters", "recoveryPointArn"
        ),
        "requestParameters.backupPlanId": event.deep_get("requestParameters", "backupPlanId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
