import { readName, shownText } from './readName';

// As agents send them that do not demangle: as sent, the package, the label, and the whole as it is read.
it.each([
  [
    '_ZNSt6vectorIiSaIiEE5eraseEN9__gnu_cxx17__normal_iteratorIPKiS1_EE',
    'std',
    'vector<…>::erase',
    'std::vector<…>::erase',
  ],
  [
    '_ZNSt6thread11_State_implINS_8_InvokerISt5tupleIJPFvvEEEEEE6_M_runEv',
    'std',
    '_State_impl<…>::_M_run',
    'std::thread::_State_impl<…>::_M_run',
  ],
  ['_ZN4shop4CartclEi', 'shop', 'shop::Cart::operator()', 'shop::Cart::operator()'],
  ['_ZN4shop4CartplERKS0_', 'shop', 'Cart::operator+', 'shop::Cart::operator+'],
  ['_ZN4shopltIiEEbT_S1_', 'shop', 'shop::operator<<…>', 'shop::operator<<…>'],
  ['_ZN4shop4CartIiEC2Ev', 'shop', 'Cart<…>::Cart', 'shop::Cart<…>::Cart'],
  ['_ZN4shop4CartD1Ev', 'shop', 'Cart::~Cart', 'shop::Cart::~Cart'],
  ['_ZN4shop4CartB5cxx115totalEv', 'shop', 'Cart::total', 'shop::Cart::total'],
  ['_ZL9parse_argPKc', '', 'parse_arg', 'parse_arg'],
  ['_Z9parse_arg4Cart', '', 'parse_arg', 'parse_arg'],
  ['_Znwm', '', 'operator new', 'operator new'],
  ['_ZNSs6appendEPKcm', 'std', 'string::append', 'std::string::append'],
  ['_ZNSsC2Ev', 'std', 'string::string', 'std::string::string'],
  ['_ZZN4shop3runEvENKUlvE_clEv', 'shop', 'shop::run::{lambda#1}::operator()', 'shop::run::{lambda#1}::operator()'],
  [
    '_ZZZN4shop3runERKSsENKUliE0_clEiENKUlvE_clEv',
    'shop',
    'shop::run::{lambda#2}::operator()::{lambda#1}::operator()',
    'shop::run::{lambda#2}::operator()::{lambda#1}::operator()',
  ],
  [
    '_ZNSt8functionIFvvEEC2IZN4shop3runEvEUlvE_EET_',
    'std',
    'function<…>::function<…>',
    'std::function<…>::function<…>',
  ],
  // An expression and a literal of a type: the name as it was sent, not a part of it.
  ['_ZN4shop3getIXsr3stdE5valueEEEvv', '', '_ZN4shop3getIXsr3stdE5valueEEEvv', '_ZN4shop3getIXsr3stdE5valueEEEvv'],
  ['_ZN4shop3getIL4Kind2EEEvv', '', '_ZN4shop3getIL4Kind2EEEvv', '_ZN4shop3getIL4Kind2EEEvv'],
  ['_ZTV4Cart', '', '_ZTV4Cart', '_ZTV4Cart'],
  ['_ZN4shop99total', '', '_ZN4shop99total', '_ZN4shop99total'],
  ['_RNvNtCs1234_4shop4cart5total', 'shop', 'cart::total', 'shop::cart::total'],
  ['_RNCNvCs1234_4shop4main0', 'shop', 'shop::main::{closure}', 'shop::main::{closure}'],
  ['_RNvMCs1234_4shopNtB2_4Cart5total', '', '_RNvMCs1234_4shopNtB2_4Cart5total', '_RNvMCs1234_4shopNtB2_4Cart5total'],
])('%s', (sent, packageName, label, shown) => {
  const read = readName(sent);
  expect({ packageName: read.package, label: read.label, shown: shownText(read) }).toEqual({
    packageName,
    label,
    shown,
  });
});
