/** The timelines that detection-rules knows (`TIMELINE_TEMPLATES`, schemas/definitions.py, 2026-08) and that fit records of an API: id by title. */
export const TIMELINES: { readonly [title: string]: string } = {
  "Generic Network Timeline": "91832785-286d-4ebe-b884-1a208d111a70",
  "Generic Threat Match Timeline": "495ad7a7-316e-4544-8a0f-9c098daee76e",
  "Comprehensive Network Timeline": "300afc76-072d-4261-864d-4149714bf3f1",
  "Alerts Involving a Single User Timeline": "3e827bab-838a-469f-bd1e-5e19a2bff2fd",
  "Alerts Involving a Single Host Timeline": "4434b91a-94ca-4a89-83cb-a37cdc0532b7",
};
