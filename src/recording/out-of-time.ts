/** Why a module was not loaded where all that time was given for is over. */
export const OUT_OF_TIME = 'there was no time left to load it (--total-time)';
