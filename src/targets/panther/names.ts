/** How the target is called; apart from the target itself, so that its parts can name it. */
export const panther = { id: "panther", name: "Panther" } as const;
