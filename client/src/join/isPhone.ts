/** A finger on a narrow glass: there the pad is at home. */
export const isPhone = (): boolean => window.matchMedia('(pointer: coarse) and (max-width: 767px)').matches
