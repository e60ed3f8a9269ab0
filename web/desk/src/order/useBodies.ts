import { shallowRef } from 'vue'
import { onLeave } from '../access/useSession'
import { api } from '../shell/api'

interface Body {
  code: string
  name: string
}

const bodies = shallowRef<readonly Body[]>([])
let asked = false
onLeave(() => {
  bodies.value = []
  asked = false
})

/** The bodies of the county an order can go to; read once. */
export function useBodies() {
  if (!asked) {
    asked = true
    void api.people
      .organisations()
      .then((read) => (bodies.value = read.organisations))
      .catch(() => (asked = false))
  }
  return { bodies }
}
