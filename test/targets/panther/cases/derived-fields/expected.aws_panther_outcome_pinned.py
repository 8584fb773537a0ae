def rule(event):
    return (
        event.get("eventName") == "GetObject"
        and (bool(event.get("errorCode")) or bool(event.get("errorMessage")))
        and event.deep_get("userIdentity", "type") == "IAMUser"
        and str(event.deep_get("userIdentity", "userName", default="")).startswith("svc-")
    )


def title(event):
    return f"{event.deep_get('userIdentity', 'userName') or '<actor>'} failed"
