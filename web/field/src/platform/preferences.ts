/** Small choices about how the app looks. Without storage they last until the page is closed. */
export function preference(name: string) {
  const key = `yanzhen.${name}`
  return {
    get(): string | undefined {
      try {
        return localStorage.getItem(key) ?? undefined
      } catch {
        return undefined
      }
    },
    set(value: string | undefined) {
      try {
        if (value === undefined) localStorage.removeItem(key)
        else localStorage.setItem(key, value)
      } catch {
        // Private windows may refuse; the choice still holds for this visit.
      }
    },
  }
}
