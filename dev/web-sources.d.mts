export const webDist: string;
export const hashFile: string;
export function webSourcesHash(): string;
export function isWebBuilt(): boolean;
