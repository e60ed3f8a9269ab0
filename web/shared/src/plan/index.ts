export * from './looks'
export type { Point } from './projection'
