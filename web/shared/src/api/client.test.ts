import { describe, expect, it } from 'vitest'
import { ApiProblem, createApi, csrfTokenFromCookies, Unreachable } from './client'

interface Call {
  url: string
  method: string
  headers: Record<string, string>
}

function answering(...answers: (Response | Error)[]) {
  const calls: Call[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ url, method: init.method!, headers: init.headers as Record<string, string> })
    const answer = answers.shift()!
    if (answer instanceof Error) throw answer
    return answer
  }) as typeof globalThis.fetch
  return { fetch, calls }
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ status, code, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })

describe('the API client', () => {
  it('leaves out what a query does not say', async () => {
    const { fetch, calls } = answering(json({ items: [] }))
    await createApi({ fetch }).orders.page({ filter: 'open', text: '', limit: 20 })
    expect(calls[0]!.url).toBe('/api/orders?filter=open&limit=20')
  })

  it('turns a problem into an error with its code and the server’s words', async () => {
    const { fetch } = answering(problem(409, 'order.lease-lost', { detail: '刚被李师傅接走了。', params: { by: '李师傅' } }))
    const error = await createApi({ fetch }).orders.get('o1').catch((error) => error)
    expect(error).toBeInstanceOf(ApiProblem)
    expect([error.code, error.status, error.message]).toEqual(['order.lease-lost', 409, '刚被李师傅接走了。'])
  })

  it('tells no answer from a negative one', async () => {
    const gatewayPage = new Response('<html>Bad gateway</html>', { status: 502 })
    const { fetch } = answering(new TypeError('Failed to fetch'), gatewayPage)
    const api = createApi({ fetch })
    await expect(api.session.get()).rejects.toBeInstanceOf(Unreachable)
    await expect(api.session.get()).rejects.toBeInstanceOf(Unreachable)
  })

  it('sends the CSRF token with what changes something, and only with that', async () => {
    const { fetch, calls } = answering(json({ outcomes: [] }), json([]))
    const api = createApi({ fetch, csrfToken: () => 't1' })
    await api.commands.batch([])
    await api.kinds()
    expect(calls.map((call) => call.headers['X-XSRF-TOKEN'])).toEqual(['t1', undefined])
  })

  it('fetches a token that is missing or old, and tries once more', async () => {
    let token: string | undefined
    const { fetch, calls } = answering(problem(403, 'access.forbidden'), json({}), json({ outcomes: [] }))
    const renewing = (async (url: string, init: RequestInit) => {
      const response = await fetch(url, init)
      if (url === '/api/about') token = 't2'
      return response
    }) as typeof globalThis.fetch
    await createApi({ fetch: renewing, csrfToken: () => token }).commands.batch([])
    expect(calls.map((call) => `${call.method} ${call.url}`)).toEqual([
      'POST /api/commands/batch',
      'GET /api/about',
      'POST /api/commands/batch',
    ])
  })

  it('takes a refusal as final when the token was right', async () => {
    const { fetch, calls } = answering(problem(403, 'access.forbidden'), json({}))
    await expect(createApi({ fetch, csrfToken: () => 't1' }).commands.batch([])).rejects.toMatchObject({
      code: 'access.forbidden',
    })
    expect(calls).toHaveLength(2)
  })

  it('passes on the server’s clock', async () => {
    const { fetch } = answering(json({}, 200, { date: 'Sat, 21 Nov 2026 09:00:00 GMT' }))
    const seen: Date[] = []
    await createApi({ fetch, onServerDate: (date) => seen.push(date) }).about()
    expect(seen.map((date) => date.toISOString())).toEqual(['2026-11-21T09:00:00.000Z'])
  })

  it('finds the token among other cookies', () => {
    expect(csrfTokenFromCookies('a=1; XSRF-TOKEN=x%2By; b=2')).toBe('x+y')
    expect(csrfTokenFromCookies('a=1')).toBeUndefined()
  })
})
