export { pictureOf, type Picture } from './picture'
export { canRecord, clockOf, record, type Recording, type Sound } from './recorder'
