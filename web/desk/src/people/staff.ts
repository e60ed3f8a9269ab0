import type { PostHeld, StaffMember, StaffPost } from '@yanzhen/shared/api'
import type { ChosenDivision } from '../place/useDivisions'
import { dayAfter } from './days'

/** A post as it is filled in; one that is written down already is ended, not taken away. */
export interface PostRow {
  title: string
  organisation: string
  division?: ChosenDivision
  serving: boolean
  from: string
  until: string
  known: boolean
}

export interface PersonForm {
  id: string
  name: string
  phone: string
  home?: ChosenDivision
  active: boolean
  synthetic: boolean
  posts: PostRow[]
}

/** Somebody new: at home where the desk is, with one post from today on. */
export function newPerson(id: string, home: ChosenDivision | undefined, synthetic: boolean, today: string): PersonForm {
  return { id, name: '', phone: '', home, active: true, synthetic, posts: [newPost(home, today)] }
}

export function newPost(division: ChosenDivision | undefined, today: string): PostRow {
  return { title: '', organisation: '', division, serving: true, from: today, until: '', known: false }
}

/** Posts beyond one's area are not part of the form: the server leaves them alone. */
export function formOf(member: StaffMember): PersonForm {
  return {
    id: member.id,
    name: member.name,
    phone: member.phone ?? '',
    home: { id: member.divisionId, name: member.divisionName },
    active: member.active,
    synthetic: member.synthetic,
    posts: member.posts.filter((post) => post.mayKeep).map(rowOf),
  }
}

function rowOf(post: StaffPost): PostRow {
  return {
    title: post.title,
    organisation: post.organisation ?? '',
    division: { id: post.divisionId, name: post.divisionName },
    serving: post.serving,
    from: post.from,
    until: post.until ?? '',
    known: true,
  }
}

/** The first day on which it is held no more, when it ends now; a post that began today is held for a day. */
export function endOf(from: string, today: string): string {
  return from < today ? today : dayAfter(from, 1)
}

export const isOver = (post: { until?: string | null }, today: string) => Boolean(post.until && post.until <= today)

/** The body of the command; undefined while something is missing. */
export function personBody(form: PersonForm) {
  const name = form.name.trim()
  const posts = form.posts.map(postBody)
  if (!name || !form.home || posts.some((post) => post === undefined)) return undefined
  return {
    personId: form.id,
    name,
    ...(form.phone.trim() ? { phone: form.phone.trim() } : {}),
    divisionId: form.home.id,
    synthetic: form.synthetic,
    active: form.active,
    posts: posts as PostHeld[],
  }
}

function postBody(post: PostRow): PostHeld | undefined {
  const title = post.title.trim()
  if (!title || !post.division || !post.from) return undefined
  return {
    title,
    ...(post.organisation ? { organisation: post.organisation } : {}),
    divisionId: post.division.id,
    serving: post.serving,
    from: post.from,
    ...(post.until ? { until: post.until } : {}),
  }
}
