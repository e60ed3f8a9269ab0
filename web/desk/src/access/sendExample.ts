/** As somebody would try it from a shell; the token is theirs to put in. */
export function curlOf(address: string, token: string): string {
  const body = JSON.stringify({ id: 'test-1', as: 'API', subject: 'Test', text: 'Test' })
  return `curl -X POST ${address}/api/send-in -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`
}
