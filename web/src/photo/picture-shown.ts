/** The picture beside the field. What shows pictures is loaded with the first one: until then there is none to put away. */
export const picture = {
  /** Takes it away, as the field has a text that is not from it. What is still being read of it comes to nothing. */
  putAway(): void {},
}
