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
  // An expression, a literal of a type, a conversion, an operator that is not known: the name as it was sent, not a part of it.
  ['_ZN4shop3getIXsr3stdE5valueEEEvv', 'shop', '_ZN4shop3getIXsr3stdE5valueEEEvv', '_ZN4shop3getIXsr3stdE5valueEEEvv'],
  ['_ZN4shop3getIL4Kind2EEEvv', 'shop', '_ZN4shop3getIL4Kind2EEEvv', '_ZN4shop3getIL4Kind2EEEvv'],
  ['_ZN4shop3getIXadL_Z3barEEEEvv', 'shop', '_ZN4shop3getIXadL_Z3barEEEEvv', '_ZN4shop3getIXadL_Z3barEEEEvv'],
  ['_ZNK4shop4CartcvbEv', 'shop', '_ZNK4shop4CartcvbEv', '_ZNK4shop4CartcvbEv'],
  ['_ZN4shop4CartoRERKS0_', 'shop', '_ZN4shop4CartoRERKS0_', '_ZN4shop4CartoRERKS0_'],
  ['_ZN4shopoRERKNS_4CartES2_', 'shop', '_ZN4shopoRERKNS_4CartES2_', '_ZN4shopoRERKNS_4CartES2_'],
  ['_ZN12_GLOBAL__N_14shop4CartcvbEv', 'shop', '_ZN12_GLOBAL__N_14shop4CartcvbEv', '_ZN12_GLOBAL__N_14shop4CartcvbEv'],
  [
    '_ZN12_GLOBAL__N_13getIXsr3stdE5valueEEEvv',
    '',
    '_ZN12_GLOBAL__N_13getIXsr3stdE5valueEEEvv',
    '_ZN12_GLOBAL__N_13getIXsr3stdE5valueEEEvv',
  ],
  ['_ZNKSt8optionalcvbEv', 'std', '_ZNKSt8optionalcvbEv', '_ZNKSt8optionalcvbEv'],
  ['_Z3getIXsr3stdE5valueEEvv', '', '_Z3getIXsr3stdE5valueEEvv', '_Z3getIXsr3stdE5valueEEvv'],
  ['_ZTV4Cart', '', '_ZTV4Cart', '_ZTV4Cart'],
  ['_ZN4shop99total', 'shop', '_ZN4shop99total', '_ZN4shop99total'],
  ['_RNvNtCs1234_4shop4cart5total', 'shop', 'cart::total', 'shop::cart::total'],
  ['_RNCNvCs1234_4shop4main0', 'shop', 'shop::main::{closure}', 'shop::main::{closure}'],
  [
    '_RNvMCs1234_4shopNtB2_4Cart5total',
    'shop',
    '_RNvMCs1234_4shopNtB2_4Cart5total',
    '_RNvMCs1234_4shopNtB2_4Cart5total',
  ],
  [
    '_RNvXs_NtCs1234_4shop4cartNtB4_4CartNtNtCs56_4core3fmt7Display3fmt',
    'shop',
    '_RNvXs_NtCs1234_4shop4cartNtB4_4CartNtNtCs56_4core3fmt7Display3fmt',
    '_RNvXs_NtCs1234_4shop4cartNtB4_4CartNtNtCs56_4core3fmt7Display3fmt',
  ],
  [
    '_RINvNtCs56_4core3ptr13drop_in_placeNtCs1234_4shop4CartEB4_',
    'core',
    '_RINvNtCs56_4core3ptr13drop_in_placeNtCs1234_4shop4CartEB4_',
    '_RINvNtCs56_4core3ptr13drop_in_placeNtCs1234_4shop4CartEB4_',
  ],
  ['_RNvMs0_', '', '_RNvMs0_', '_RNvMs0_'],
])('%s', (sent, packageName, label, shown) => {
  const read = readName(sent);
  expect({ packageName: read.package, label: read.label, shown: shownText(read) }).toEqual({
    packageName,
    label,
    shown,
  });
});
