/** What is fetched only by pages that watch. */
export { Feed } from '../../video/feed.js';
export { Follower } from './follower.js';
