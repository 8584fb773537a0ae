/** The whole of the language in one rule. */
export const pageExample = `import "lib/aws.tocsin"                          // from the rules' root; brings its lets and events

rule AWS.STS.TruffleHogCallerIdentity {
  title           = "Leaked AWS credentials tested by TruffleHog"
  description     = """
    TruffleHog calls sts:GetCallerIdentity to learn whether a key that it found still works.
    """
  severity        = medium                       // info | low | medium | high | critical
  confidence      = high
  status          = stable
  author          = "…"
  created         = 2026-11-22
  modified        = 2026-12-01                   // default: created
  version         = 2
  tags            = ["team:identity"]            // added to the platforms' own
  attack          = [TA0007:T1087.004]
  references      = ["https://github.com/trufflesecurity/trufflehog"]
  false_positives = ["The organisation's own secret scanning runs TruffleHog with verification on."]
  runbook         = """ Ask the owner of the key. """

  source aws.cloudtrail

  let scanners = ["trufflehog"]

  when eventSource == "sts.amazonaws.com"
   and eventName == "GetCallerIdentity"
   and userAgent contains scanners nocase
  unless userIdentity.arn in trusted_scanners

  alert {
    title    = "TruffleHog tested {userIdentity.arn ?? userIdentity.accessKeyId} from {sourceIPAddress}"
    key      = [userIdentity.arn]                // what makes two alerts the same
    suppress = 1h
    severity = high when userIdentity.type == "Root"
    context  = [eventName, awsRegion, recipientAccountId, sourceIPAddress, userAgent, userIdentity.arn]
  }

  elastic { risk_score = 47 }                    // what only one platform knows
  splunk  { analytic_story = ["AWS Cross Account Activity"]  security_domain = threat }

  event scan { "eventSource": "sts.amazonaws.com", "eventName": "GetCallerIdentity", "userAgent": "TruffleHog", "sourceIPAddress": "198.51.100.42" }

  test "as its SDK reports itself"  alerts  as scan
  test "other case, with a version" alerts  as scan with { "userAgent": "trufflehog/3.63.0" }
  test "the ordinary CLI"           ignores as scan with { "userAgent": "aws-cli/2.15.0" }
  test "another STS call"           ignores as scan with { "eventName": "AssumeRole" }
  test "a day of a real account"    ignores file "logs/quiet-day.json.gz"
}
`;
