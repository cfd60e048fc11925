export const sorts = ['newest', 'price', '-price', 'rating', 'name'] as const
export type Sort = (typeof sorts)[number]
