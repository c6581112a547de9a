import { testNoticed } from './support/notice-variant.ts';

testNoticed('deleted before the receipt');
