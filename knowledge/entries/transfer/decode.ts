/** Text of a file: UTF-8, UTF-16 with its mark, or what Excel in Spanish writes (Windows-1252). */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: every byte means something in Windows-1252.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
