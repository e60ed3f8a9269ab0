/** The county's distance from UTC now, as in +08:00; what the browser cannot tell is China's. */
export function offsetOf(zone: string | undefined, at = new Date()): string {
  const part = new Intl.DateTimeFormat('en', { timeZone: zone ?? 'Asia/Shanghai', timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((one) => one.type === 'timeZoneName')?.value
  const found = part?.match(/[+-]\d\d:\d\d/)?.[0]
  return found ?? (part === 'GMT' ? '+00:00' : '+08:00')
}
