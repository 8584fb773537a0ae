from fnmatch import fnmatchcase

EVENT_SOURCES = (
    "cloudtrail.amazonaws.com",
    "guardduty.amazonaws.com",
    "organizations.amazonaws.com",
    "config.amazonaws.com",
    "securityhub.amazonaws.com",
    "ec2.amazonaws.com",
    "kms.amazonaws.com",
    "s3.amazonaws.com",
)

EVENT_NAMES = (
    "StopLogging",
    "DeleteTrail",
    "UpdateTrail",
    "PutEventSelectors",
    "DeleteDetector",
    "UpdateDetector",
    "DisassociateMembers",
    "DisassociateFromAdministratorAccount",
    "LeaveOrganization",
    "DeleteConfigurationRecorder",
    "StopConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DisableSecurityHub",
    "DeleteFlowLogs",
    "DisableEbsEncryptionByDefault",
    "ScheduleKeyDeletion",
    "DisableKey",
    "DeleteBucketPublicAccessBlock",
    "DeleteAccountPublicAccessBlock",
    "PutBucketPublicAccessBlock",
    "PutAccountPublicAccessBlock",
)

ERROR_CODE_PATTERNS = (
    "AccessDenied*",
    "*UnauthorizedOperation",
)

ERROR_MESSAGE_PARTS = (
    "explicit deny",
    "service control policy",
)


def rule(event):
    return (
        event.get("eventSource") in EVENT_SOURCES
        and event.get("eventName") in EVENT_NAMES
        and any(
            fnmatchcase(str(event.deep_get("errorCode", default="")), pattern)
            for pattern in ERROR_CODE_PATTERNS
        )
        and all(
            part in str(event.deep_get("errorMessage", default="")) for part in ERROR_MESSAGE_PARTS
        )
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
        f"A service control policy kept {user_identity_arn} from "
        f"{event.get('eventName') or '<eventName>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('eventName') or '<eventName>'}"
    )


def alert_context(event):
    return {
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "errorCode": event.get("errorCode"),
        "errorMessage": event.get("errorMessage"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
