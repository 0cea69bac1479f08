import '../../shared/parameter-types';
