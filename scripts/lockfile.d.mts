export function lockfileProblems(text: string): string[];
