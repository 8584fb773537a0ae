EVENT_NAMES = (
    "PutUserPolicy",
    "PutRolePolicy",
    "PutGroupPolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
)

POLICY_DOCUMENT_PARTS = (
    "ec2:runinstances",
    "lambda:createfunction",
    "cloudformation:createstack",
    "glue:createjob",
    "ecs:runtask",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and "iam:passrole" in _text(event.deep_get("requestParameters", "policyDocument")).lower()
        and any(
            part in _text(event.deep_get("requestParameters", "policyDocument")).lower()
            for part in POLICY_DOCUMENT_PARTS
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
        f"{user_identity_arn} wrote a policy that passes roles to compute ("
        f"{event.get('eventName') or '<eventName>'})"
    )


def dedup(event):
    policy_name = (
        _shown(event.deep_get("requestParameters", "policyName"))
        or _shown(event.deep_get("requestParameters", "policyArn"))
        or "<policy>"
    )
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or "<holder>"
    )
    return f"{policy_name}|{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.policyName": event.deep_get("requestParameters", "policyName"),
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.policyDocument": event.deep_get("requestParameters", "policyDocument"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.groupName": event.deep_get("requestParameters", "groupName"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
